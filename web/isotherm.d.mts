// The module that Emscripten makes; what of it core.mjs uses.
declare const createIsotherm: (options: {
  instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void): object;
  print(line: string): void;
  printErr(line: string): void;
}) => Promise<any>;
export default createIsotherm;
