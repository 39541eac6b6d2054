// The part of the WebAssembly interface that is used here; the compiler's own declaration of it comes with the DOM.
declare namespace WebAssembly {
  type Import = (...values: number[]) => number;
  type Module = object;
  interface Instance {
    readonly exports: unknown;
  }
  /** One that threads share has a SharedArrayBuffer, which is used here as any other. */
  interface Memory {
    readonly buffer: ArrayBuffer;
  }
  interface Global {
    readonly value: number;
  }
  type ModuleImports = Readonly<Record<string, Import | Memory>>;
  const Module: {
    new (bytes: Uint8Array): Module;
    imports(module: Module): readonly { readonly kind: string }[];
  };
  const Memory: new (size: { readonly initial: number; readonly maximum: number; readonly shared: boolean }) => Memory;
  const Instance: new (module: Module, imports: Readonly<Record<string, ModuleImports>>) => Instance;
  function validate(bytes: Uint8Array): boolean;
}
