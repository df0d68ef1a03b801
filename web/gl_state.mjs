// Asking a WebGL context for its state makes the page wait for the graphics process. ImGui's backend asks for these
// before it draws and puts them back afterwards; nobody else draws in this context, and the renderer sets what it uses,
// so the state of a fresh context is as good an answer.

/** @param {WebGL2RenderingContext} gl */
function freshState(gl) {
  const box = () => new Int32Array([0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight]);
  return new Map(/** @type {[number, () => unknown][]} */ ([
    [gl.ACTIVE_TEXTURE, () => gl.TEXTURE0],
    [gl.CURRENT_PROGRAM, () => null],
    [gl.TEXTURE_BINDING_2D, () => null],
    [gl.SAMPLER_BINDING, () => null],
    [gl.ARRAY_BUFFER_BINDING, () => null],
    [gl.VERTEX_ARRAY_BINDING, () => null],
    [gl.VIEWPORT, box],
    [gl.SCISSOR_BOX, box],
    [gl.BLEND_SRC_RGB, () => gl.ONE],
    [gl.BLEND_DST_RGB, () => gl.ZERO],
    [gl.BLEND_SRC_ALPHA, () => gl.ONE],
    [gl.BLEND_DST_ALPHA, () => gl.ZERO],
    [gl.BLEND_EQUATION_RGB, () => gl.FUNC_ADD],
    [gl.BLEND_EQUATION_ALPHA, () => gl.FUNC_ADD],
  ]));
}

/** Answers for the state above without a round trip; all other questions go to the context. @param {WebGL2RenderingContext} gl */
export function answerStateLocally(gl) {
  if (Object.hasOwn(gl, 'getParameter')) return;
  const fresh = freshState(gl);
  const ask = gl.getParameter.bind(gl);
  gl.getParameter = (name) => {
    const answer = fresh.get(name);
    return answer ? answer() : ask(name);
  };
}
