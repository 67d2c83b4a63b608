/**
 * Lists of suggestions below an address bar, which a whole Chromium loads for each of its windows, a process of its own for
 * them: a third of a second of the processor each time (Chromium 156), and nobody sees them here.
 */
export const unseenFeatures: readonly string[] = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
]

/** What Playwright 1.65 turns off: of two lists Chromium heeds the last alone, so ours has both. */
const playwrightFeatures: readonly string[] = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'msForceBrowserSignIn',
  'msEdgeUpdateLaunchServicesPreferredVersion',
]

export const withoutFeatures = `--disable-features=${[...playwrightFeatures, ...unseenFeatures].join(',')}`
