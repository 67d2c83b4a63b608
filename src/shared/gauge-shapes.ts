/**
 * How far a point is from a shape, in points; below 0 inside. The origin is the middle of the icon, x points right, y points
 * down. Far from corners exact, near them a bound: enough for an edge that is one pixel wide.
 */
export type Shape = (x: number, y: number) => number

/** Not Math.hypot: its guard against overflow, needless here, makes an icon take a third longer. */
const length = (x: number, y: number): number => Math.sqrt(x * x + y * y)

export const nothing: Shape = () => Infinity

export const disc =
  (radius: number, centreY = 0): Shape =>
  (x, y) =>
    length(x, y - centreY) - radius

export function ring(outerRadius: number, width: number): Shape {
  const middleRadius = outerRadius - width / 2
  return (x, y) => Math.abs(length(x, y) - middleRadius) - width / 2
}

/** Upright, in the middle. */
export const bar =
  (width: number, top: number, bottom: number): Shape =>
  (x, y) =>
    Math.max(Math.abs(x) - width / 2, top - y, y - bottom)

/** Level, across the whole icon. */
export const strip =
  (height: number): Shape =>
  (_x, y) =>
    Math.abs(y) - height / 2

/** Upright edge on the left, tip on the right, in the middle. */
export function triangle(left: number, tip: number, height: number): Shape {
  const slope = height / 2 / (tip - left)
  const cosine = 1 / Math.hypot(1, slope)
  return (x, y) => Math.max(left - x, (Math.abs(y) - slope * (tip - x)) * cosine)
}

/** Standing on its base, its corners round; as wide and as high as the square in which it stands in the middle. */
export function standingTriangle(side: number, cornerRadius: number): Shape {
  const reach = side / 2 - cornerRadius
  const base = segment(-reach, reach, reach, reach)
  const flank = segment(0, -reach, reach, reach)
  return (x, y) => {
    const right = Math.abs(x)
    const isInside = y < reach && right * 2 < y + reach
    const away = Math.min(base(right, y), flank(right, y))
    return (isInside ? -away : away) - cornerRadius
  }
}

/** How far from a straight line between two points. */
function segment(fromX: number, fromY: number, toX: number, toY: number): Shape {
  const [alongX, alongY] = [toX - fromX, toY - fromY]
  const square = alongX * alongX + alongY * alongY
  return (x, y) => {
    const part = ((x - fromX) * alongX + (y - fromY) * alongY) / square
    const nearest = Math.min(1, Math.max(0, part))
    return length(x - fromX - nearest * alongX, y - fromY - nearest * alongY)
  }
}

export const lower =
  (shape: Shape, by: number): Shape =>
  (x, y) =>
    shape(x, y - by)

/** From straight down, alike on both sides: 0 at the bottom, π at the top. */
const angleFromBottom = (x: number, y: number): number => Math.atan2(Math.abs(x), y)

/** What lies below `angle` on both sides. Measured along the arc: so 0 is nothing and π all, to the last pixel. */
export const fan =
  (angle: number): Shape =>
  (x, y) =>
    (angleFromBottom(x, y) - angle) * length(x, y)

/** Straight bands from the middle outwards, evenly around it; straight down lies half-way between two. */
export function spokes(count: number, width: number): Shape {
  const apart = (2 * Math.PI) / count
  return (x, y) => {
    const sinceSpoke = (angleFromBottom(x, y) % apart) - apart / 2
    return length(x, y) * Math.abs(Math.sin(sinceSpoke)) - width / 2
  }
}

export const inEither =
  (one: Shape, other: Shape): Shape =>
  (x, y) =>
    Math.min(one(x, y), other(x, y))

export const without =
  (shape: Shape, cut: Shape): Shape =>
  (x, y) =>
    Math.max(shape(x, y), -cut(x, y))
