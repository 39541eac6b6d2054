// The part of the WebAssembly interface that is used here; the compiler's own declaration of it comes with the DOM.
declare namespace WebAssembly {
  type Import = (...values: number[]) => number;
  type Module = object;
  interface Instance {
    readonly exports: unknown;
  }
  interface Memory {
    readonly buffer: ArrayBuffer;
  }
  interface Global {
    readonly value: number;
  }
  const Module: new (bytes: Uint8Array) => Module;
  const Instance: new (module: Module, imports: Readonly<Record<string, Readonly<Record<string, Import>>>>) => Instance;
  function validate(bytes: Uint8Array): boolean;
}
