import '../main/electron/bridge.ts'
