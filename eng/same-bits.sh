#!/usr/bin/env bash
# The promise of docs/numerics.md where the tests cannot go: runs the fixed training of tests/Chainrule.Probe here, on an
# emulated Arm64 and as native programs compiled ahead of time, and compares the bits of the weights. Arguments go to the
# probe. On Debian, as root, it installs what is missing. Exits 1 if bits differ that should not.
#   eng/same-bits.sh
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
differences=0

need() { dpkg -s "$@" >/dev/null 2>&1 || { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -yq "$@"; } >&2; }
publish() { dotnet publish tests/Chainrule.Probe -c Release -v quiet "$@"; }

# The first line of a run says what it ran on; the others are the bits of one training each.
compare() {
    local name=$1 run=$2 reference=$3
    if cmp -s <(tail -n +2 "$run") <(tail -n +2 "$reference"); then echo "$name ($(head -n1 "$run")): the same bits"
    else
        echo "$name ($(head -n1 "$run")): other bits than $(head -n1 "$reference")"
        diff "$run" "$reference" || true
        differences=1
    fi
}

publish -o "$folder/here"
dotnet "$folder/here/Chainrule.Probe.dll" "$@" >"$folder/here.txt"
DOTNET_EnableAVX2=0 dotnet "$folder/here/Chainrule.Probe.dll" "$@" >"$folder/no-fma.txt"
cat "$folder/here.txt"

# The emulator needs Arm64's C and C++ libraries; .NET's runtime comes with the program.
need qemu-user-static libc6-arm64-cross libstdc++6-arm64-cross libgcc-s1-arm64-cross
publish -r linux-arm64 --self-contained -o "$folder/arm64"
# .NET writes its code through a second mapping of the same memory, where an older emulator (7.2 is one) does not see it change and
# goes on with what it translated before: about one run in four ends in a fault or with other numbers. Switched off, none does.
DOTNET_EnableWriteXorExecute=0 qemu-aarch64-static -L /usr/aarch64-linux-gnu "$folder/arm64/Chainrule.Probe" "$@" >"$folder/arm64.txt"
compare "Arm64 under $(qemu-aarch64-static --version | head -n1)" "$folder/arm64.txt" "$folder/here.txt"

# NativeAOT decides about instructions when it compiles. By default it takes 128 bits without FMA, which is a promise to
# rounding only: those bits must be the ones of the JIT without FMA.
need clang zlib1g-dev
for set in x86-64-v4 x86-64-v3 x86-64-v2; do
    if [[ $set == x86-64-v4 ]] && ! grep -q avx512f /proc/cpuinfo; then echo "NativeAOT $set: not on this processor"; continue; fi
    publish -r linux-x64 -p:PublishAot=true -p:IlcInstructionSet=$set -o "$folder/$set"
    "$folder/$set/Chainrule.Probe" "$@" >"$folder/$set.txt"
    reference=here
    [[ $(head -n1 "$folder/$set.txt") == *no-fma* ]] && reference=no-fma
    compare "NativeAOT $set" "$folder/$set.txt" "$folder/$reference.txt"
done
exit $differences
