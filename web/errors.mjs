// Errors with a sentence for the user.

/** What `ViewerError.code` can be; the first is at index 1 of the modules' answers. */
const ERROR_CODES = ['', 'invalid_argument', 'not_found', 'io', 'damaged', 'truncated', 'unsupported', 'limit', 'graphics'];

/** An error with a sentence for the user in `message` and a name for programs in `code`. */
export class ViewerError extends Error {
  /** @param {string} code @param {string} message @param {ErrorOptions} [options] */
  constructor(code, message, options) {
    super(message, options);
    this.name = 'ViewerError';
    this.code = code;
  }
}

/** The error that a code of a module stands for. @param {number} code @param {string} message */
export function errorOfCode(code, message) {
  return new ViewerError(ERROR_CODES[code] ?? 'unknown', message);
}

/** The number that stands for an error in a module; 0 = it has none there. @param {string} code */
export function numberOfCode(code) {
  return Math.max(ERROR_CODES.indexOf(code), 0);
}
