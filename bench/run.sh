#!/usr/bin/env bash
# make bench [ARGS="--only sqlite --seconds 5 --rounds 5 --accounts 100000"]: builds, then measures on loopback and stops by itself.
set -euo pipefail
cd "$(dirname "$0")/.."
if ! command -v wrk >/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        { apt-get update -qq && apt-get install -y -qq --no-install-recommends wrk; } >/dev/null
    else
        echo "the benchmarks need wrk: sudo apt-get install -y wrk"
        exit 2
    fi
fi
make -s publish
dotnet build bench/Freehold.Floor -c Release -v q -clp:ErrorsOnly
dotnet build bench/Freehold.Load -c Release -v q -clp:ErrorsOnly
# shellcheck disable=SC2086
FREEHOLD_APP=artifacts/app/freehold dotnet bench/Freehold.Load/bin/Release/net10.0/Freehold.Load.dll ${ARGS:-}
