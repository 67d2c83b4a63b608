#!/bin/sh
# Headroom in the menu bar, by SwiftBar (https://github.com/swiftbar/SwiftBar) or xbar (https://xbarapp.com): copy this file
# into the folder of its plugins. The name says how often it is asked: 10s.
#
# <xbar.title>Headroom</xbar.title>
# <xbar.desc>How much more memory models can take, and what is about to fail</xbar.desc>
# <xbar.dependencies>headroom</xbar.dependencies>
# <swiftbar.hideRunInTerminal>true</swiftbar.hideRunInTerminal>
#
# Where a `headroom serve` runs (headroom agent install), it is asked for what it has seen, at a fraction of the cost:
#   served='--served 127.0.0.1:4317'
served=''

# An app of the menu bar knows few places: these are where the command is put
PATH="/opt/homebrew/bin:/usr/local/bin:$HOME/.local/bin:$PATH"
export PATH

if ! command -v headroom >/dev/null; then
  printf 'room ?\n---\nheadroom is in none of these: %s\n' "$(printf '%s' "$PATH" | tr '|\n' '__')"
  exit 0
fi
# shellcheck disable=SC2086 # two words
headroom status --format swiftbar $served 2>/dev/null
status=$?
# 3: the room is not known, and the menu says why. SwiftBar would show a failure of the plugin instead
[ "$status" -eq 3 ] && exit 0
exit "$status"
