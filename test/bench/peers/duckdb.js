// One query in a DuckDB of its own, as a process: what a user of DuckDB would start.
//
//   node duckdb.js THREADS SQL
import { DuckDBInstance } from '@duckdb/node-api';

const [threads, sql] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:', { threads });
const connection = await instance.connect();
await connection.run("SET TimeZone = 'UTC'");
await connection.run(sql);
