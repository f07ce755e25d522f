#!/bin/sh
# Compiles the desk's scripts into ../static. Needed only by who changes them: the compiled files are committed.
set -eu
cd "$(dirname "$0")"
[ -d node_modules ] || npm ci --ignore-scripts
npx tsc -p .
