/** The channels between the main process and its windows; both ends name them by this file. */
export const toMain = 'headroom:to-main'
export const fromMain = 'headroom:from-main'
/** The page says whether Escape, which main hears first, closed something in it. */
export const escapeAnswered = 'headroom:escape-answered'
/** A page asks for a place in the details, which have a window of their own. */
export const detailsWanted = 'headroom:details-wanted'
