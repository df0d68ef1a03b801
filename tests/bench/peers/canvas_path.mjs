// Traces a GeoJSON MultiPolygon.
/** @param {CanvasRenderingContext2D} context @param {{ coordinates: number[][][][] }} shape */
export function geoPath(context, shape) {
  for (const polygon of shape.coordinates) {
    for (const ring of polygon) {
      ring.forEach(([x, y], i) => (i === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
      context.closePath();
    }
  }
}
