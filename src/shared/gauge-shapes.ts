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

export const right =
  (shape: Shape, by: number): Shape =>
  (x, y) =>
    shape(x - by, y)

/** All that lies under a level. */
export const below =
  (top: number): Shape =>
  (_x, y) =>
    top - y

/** Upright, across the whole icon. */
export const post =
  (width: number): Shape =>
  (x) =>
    Math.abs(x) - width / 2

/** With round corners, in the middle. */
export function block(width: number, height: number, cornerRadius: number): Shape {
  const [reachX, reachY] = [width / 2 - cornerRadius, height / 2 - cornerRadius]
  return (x, y) => {
    const [beyondX, beyondY] = [Math.abs(x) - reachX, Math.abs(y) - reachY]
    const outside = length(Math.max(beyondX, 0), Math.max(beyondY, 0))
    return outside + Math.min(Math.max(beyondX, beyondY), 0) - cornerRadius
  }
}

/** A ring with a gap straight down, so far to both sides of it; its ends are round. */
export function openRing(outerRadius: number, width: number, halfGapAngle: number): Shape {
  const middleRadius = outerRadius - width / 2
  const endAngle = halfGapAngle + width / 2 / middleRadius
  const [endX, endY] = [Math.sin(endAngle) * middleRadius, Math.cos(endAngle) * middleRadius]
  return (x, y) => {
    const away =
      angleFromBottom(x, y) < endAngle
        ? length(Math.abs(x) - endX, y - endY)
        : Math.abs(length(x, y) - middleRadius)
    return away - width / 2
  }
}

/** A hand from the middle outwards with a round end; `angle`: clockwise from straight down. */
export function needle(angle: number, reach: number, width: number): Shape {
  const hand = segment(0, 0, -Math.sin(angle) * reach, Math.cos(angle) * reach)
  return (x, y) => hand(x, y) - width / 2
}

/** Clockwise from straight down: what lies between `from` and `by` further, measured along the arc. */
export const sweep =
  (from: number, by: number): Shape =>
  (x, y) => {
    const angle = (Math.atan2(-x, y) + 2 * Math.PI) % (2 * Math.PI)
    const past = angle - from - by
    return past * length(x, y)
  }
