/** What stands above all else: the connection, a replay. */
export const notices = {
  looking: 'Looking at this machine …',
  lookingHelp: 'The first figures come within seconds.',
  token: 'This page needs its token',
  tokenHelp: 'Open the link that Headroom printed in the terminal: it ends in #token=…',
  narrow: 'This token opens the metrics only',
  narrowHelp: 'It is that of a collector. Open the link that Headroom printed in the terminal.',
  lockedOut: 'Headroom takes nothing from here for now',
  lockedOutHelp:
    'Too many wrong tokens have come from this address. It answers again by itself, after an hour at the latest.',
  lost: 'Headroom does not answer',
  lostHelp: 'Waiting for it … If it has ended, start it again and open the link that it prints.',
  age: 'These figures are {{age}} old.',
  outdated: 'This page is older than its Headroom',
  outdatedHelp: 'What it says now has a form that this page does not know.',
  reload: 'Load the page again',
  replay: 'Replay',
  replayOf: 'a recording of {{date}}, {{time}}',
  gauge: 'The gauge is not in the menu bar',
  gaugeHelp:
    'On macOS 26, allow Headroom in System Settings > Menu Bar. Until then, start Headroom again to see this window.',
  actedAt: 'at {{time}}',
  opening: 'Opening …',
  loadsLater: 'This part is loaded when Headroom answers again.',
  notLoaded: 'This part could not be loaded',
  notLoadedHelp: 'The page may be older than its Headroom.',
  unspoken: 'The words of your language could not be loaded',
  broken: 'This page has failed',
  brokenHelp:
    'Headroom itself is not affected. If it happens again, please report it with what the console of this page says.',
  telling: {
    turnOn: 'Tell me when it warns',
    turnOff: 'Turn notifications off',
    asking: 'Your browser asks whether this page may',
    unanswered: 'Your browser did not allow it; press to ask again',
    on: 'Notifications are on for as long as this page is open',
    blocked:
      'Your browser does not let this page: allow notifications in its settings for this page',
    refused: 'Your browser shows no notifications',
  },
} as const
