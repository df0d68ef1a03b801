// The module that Emscripten makes; what of it decoder_core.mjs uses.
declare const createDecoder: (options: {
  instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void): object;
  print(line: string): void;
  printErr(line: string): void;
}) => Promise<any>;
export default createDecoder;
