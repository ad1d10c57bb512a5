#!/bin/sh
# Makes a fresh checkout ready to run: npm packages, the native addon, compiled TypeScript.
# Every npm script begins with it; a second run finds nothing to do and takes about a second.
set -eu
cd "$(dirname "$0")/.."

fail() { printf 'phantom: %s\n' "$*" >&2; exit 1; }

command -v node >/dev/null 2>&1 || fail "Node.js 20.19 or newer is needed and was not found; on Debian 13: apt-get install nodejs npm"
node -e 'const [a, b] = process.versions.node.split(".").map(Number);
process.exit((a === 20 && b >= 19) || (a === 22 && b >= 20) || (a === 24 && b >= 12) || a >= 25 ? 0 : 1)' ||
  fail "Node.js 20.19, 22.20, 24.12 or newer of these is needed; this is $(node --version)"
command -v npm >/dev/null 2>&1 || fail "npm is needed and was not found; on Debian: apt-get install npm"

# Compiler and libuv's header for the addon: installed when we may, named when we may not.
missing=
command -v cc >/dev/null 2>&1 || missing="$missing gcc libc6-dev"
[ -e /usr/include/uv.h ] || missing="$missing libuv1-dev"
# Tests, demo and benchmarks make networks of their own, which only root can; without root they say so and are skipped.
if [ "$(id -u)" = 0 ]; then
  command -v ip >/dev/null 2>&1 || missing="$missing iproute2"
  command -v ping >/dev/null 2>&1 || missing="$missing iputils-ping"
  command -v sysctl >/dev/null 2>&1 || missing="$missing procps"
  # By its path: npm puts another program of that name in front.
  [ -x /usr/sbin/nft ] || missing="$missing nftables"
  for program in curl iperf3 tcpdump; do
    command -v "$program" >/dev/null 2>&1 || missing="$missing $program"
  done
fi
if [ -n "$missing" ]; then
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 ||
    fail "these Debian packages are needed and only root may install them: apt-get install$missing"
  echo "Installing$missing"
  # Debian's own package lists are enough; a third-party list that is out of reach must not stop the build.
  apt-get update -qq || true
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null ||
    fail "apt-get could not install$missing; its words are above"
fi

# node_modules is fresh when npm's own record of it is newer than the lock file.
if [ ! node_modules/.package-lock.json -nt package-lock.json ]; then
  echo "Installing npm packages"
  npm ci --ignore-scripts --no-progress --loglevel=error
  touch node_modules/.package-lock.json
fi

for source in packages/*/native; do sh hooks/addon.sh "${source%/native}"; done
# Compiled beside and swapped, so that no output of a deleted source stays behind.
rm -rf build/js.new
node_modules/.bin/tsc --project tsconfig.json --outDir build/js.new
rm -rf build/js
mv build/js.new build/js
