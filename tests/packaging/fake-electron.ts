import { mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { build } from 'plist'

/**
 * An `Electron.app` made by hand: what electron-builder reads and changes of a real one, and nothing that runs. Its Info.plist
 * has the keys of Electron 45's, its folders the links of a framework.
 */

const helpers = ['', ' (GPU)', ' (Plugin)', ' (Renderer)'] as const
/** Of the many that Electron brings. */
const languages = ['af', 'de', 'en', 'en_GB', 'fr', 'zh_CN', 'zh_TW'] as const

/** Where the fuses stand in Electron's framework (docs/tutorial/fuses.md, "The hard way"). */
export const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
/** Version, count, then one byte a fuse: `0` off, `1` on, `r` removed; as many as Electron 45 has. */
const fuseWire = Buffer.concat([Buffer.from([1, 9]), Buffer.from('101100011')])

const infoOf = (name: string, id: string) =>
  build({
    CFBundleDisplayName: name,
    CFBundleExecutable: name,
    CFBundleIdentifier: id,
    CFBundleInfoDictionaryVersion: '6.0',
    CFBundleName: name,
    CFBundlePackageType: 'APPL',
    CFBundleShortVersionString: '45.4.1',
    CFBundleVersion: '45.4.1',
    LSMinimumSystemVersion: '13.0',
  })

const appInfo = build({
  CFBundleDisplayName: 'Electron',
  CFBundleExecutable: 'Electron',
  CFBundleIconFile: 'electron.icns',
  CFBundleIdentifier: 'com.github.Electron',
  CFBundleInfoDictionaryVersion: '6.0',
  CFBundleName: 'Electron',
  CFBundlePackageType: 'APPL',
  CFBundleShortVersionString: '45.4.1',
  CFBundleVersion: '45.4.1',
  DTCompiler: 'com.apple.compilers.llvm.clang.1_0',
  LSApplicationCategoryType: 'public.app-category.developer-tools',
  LSMinimumSystemVersion: '13.0',
  NSAppTransportSecurity: { NSAllowsArbitraryLoads: true },
  NSAudioCaptureUsageDescription: 'This app needs access to audio capture',
  NSBluetoothAlwaysUsageDescription: 'This app needs access to Bluetooth',
  NSBluetoothPeripheralUsageDescription: 'This app needs access to Bluetooth',
  NSCameraUsageDescription: 'This app needs access to the camera',
  NSHighResolutionCapable: true,
  NSMainNibFile: 'MainMenu',
  NSMicrophoneUsageDescription: 'This app needs access to the microphone',
  NSPrincipalClass: 'AtomApplication',
  NSSupportsAutomaticGraphicsSwitching: true,
})

async function put(path: string, content: string | Uint8Array, mode = 0o644): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, content, { mode })
}

async function putFramework(frameworks: string): Promise<void> {
  const framework = join(frameworks, 'Electron Framework.framework')
  const version = join(framework, 'Versions', 'A')
  const binary = Buffer.concat([
    Buffer.alloc(4096, 0xcf),
    Buffer.from(fuseSentinel),
    fuseWire,
    Buffer.alloc(4096, 0xcf),
  ])
  await put(join(version, 'Electron Framework'), binary, 0o755)
  for (const language of languages) {
    await put(join(version, 'Resources', `${language}.lproj`, 'locale.pak'), language)
  }
  await symlink('A', join(framework, 'Versions', 'Current'))
  await symlink('Versions/Current/Electron Framework', join(framework, 'Electron Framework'))
  await symlink('Versions/Current/Resources', join(framework, 'Resources'))
}

/** Into an empty folder, as Electron's archive is unpacked. */
export async function makeFakeElectron(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  const contents = join(folder, 'Electron.app', 'Contents')
  await put(join(contents, 'Info.plist'), appInfo)
  await put(join(contents, 'PkgInfo'), 'APPL????')
  await put(join(contents, 'MacOS', 'Electron'), 'nothing that runs', 0o755)
  await put(join(contents, 'Resources', 'electron.icns'), 'icns')
  await put(
    join(contents, 'Resources', 'default_app.asar'),
    'the app that Electron shows without one',
  )
  for (const language of languages) {
    await mkdir(join(contents, 'Resources', `${language}.lproj`), { recursive: true })
  }
  for (const kind of helpers) {
    const name = `Electron Helper${kind}`
    const helper = join(contents, 'Frameworks', `${name}.app`, 'Contents')
    await put(join(helper, 'Info.plist'), infoOf(name, 'com.github.Electron.helper'))
    await put(join(helper, 'MacOS', name), 'nothing that runs', 0o755)
  }
  await putFramework(join(contents, 'Frameworks'))
  await put(join(folder, 'LICENSE'), 'Copyright (c) Electron contributors')
  await put(join(folder, 'LICENSES.chromium.html'), '<title>Credits</title>')
  await put(join(folder, 'version'), '45.4.1')
}
