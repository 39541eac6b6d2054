// Loaded before the program: makes one kind of system call on one file fail, as a full or broken disk would. FAULT is
// JSON: { call, name, code, after } with `call` one of write, fsync, checkpoint-write, checkpoint-sync, rename; `name` the
// end of the file's path; `code` the error; `after` the number of calls that still go well.
import fs from 'node:fs';
import fsp from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const { call, name, code, after } = JSON.parse(process.env.FAULT);
let left = after;

function fails(path) {
  if (!path.endsWith(name)) return undefined;
  if (left-- > 0) return undefined;
  return Object.assign(new Error(`${code}: made to fail`), { code, errno: -1, syscall: call });
}

function pathOf(fd) {
  return fs.readlinkSync(`/proc/self/fd/${fd}`);
}

const { writeSync, fsync } = fs;
const { open, rename, writeFile } = fsp;

const patches = {
  write: () => {
    fs.writeSync = (fd, ...rest) => {
      const error = fails(pathOf(fd));
      if (error !== undefined) throw error;
      return writeSync(fd, ...rest);
    };
  },
  fsync: () => {
    fs.fsync = (fd, done) => {
      const error = fails(pathOf(fd));
      if (error === undefined) fsync(fd, done);
      else process.nextTick(done, error);
    };
  },
  'checkpoint-write': () => {
    fsp.writeFile = (file, ...rest) => {
      const error = typeof file === 'object' ? fails(pathOf(file.fd)) : undefined;
      // A disk that fills up takes the first part.
      if (error === undefined) return writeFile(file, ...rest);
      return writeFile(file, 'flowctl ch').then(() => Promise.reject(error));
    };
  },
  'checkpoint-sync': () => {
    fsp.open = async (path, ...rest) => {
      const file = await open(path, ...rest);
      const { sync } = file;
      file.sync = () => {
        const error = fails(String(path));
        return error === undefined ? sync.call(file) : Promise.reject(error);
      };
      return file;
    };
  },
  rename: () => {
    fsp.rename = (from, to) => {
      const error = fails(String(to));
      return error === undefined ? rename(from, to) : Promise.reject(error);
    };
  },
};

patches[call]();
syncBuiltinESMExports();
