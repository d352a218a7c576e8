#!/usr/bin/env bash
# make bench [ARGS="--only sqlite,latency --seconds 5 --rounds 5 --accounts 100000"]: builds, then measures on loopback and stops by itself.
# ARGS="--only micro" runs the micro-benchmarks instead; what follows goes to BenchmarkDotNet. All arguments: docs/performance.md.
set -euo pipefail
cd "$(dirname "$0")/.."
if [[ "${ARGS:-}" == "--only micro"* ]]; then
    dotnet build bench/Freehold.Micro -c Release -v q -clp:ErrorsOnly
    # shellcheck disable=SC2086
    exec dotnet bench/Freehold.Micro/bin/Release/net10.0/Freehold.Micro.dll ${ARGS#--only micro}
fi
if ! command -v wrk >/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        { apt-get update -qq && apt-get install -y -qq --no-install-recommends wrk; } >/dev/null
    else
        echo "the benchmarks need wrk: sudo apt-get install -y wrk"
        exit 2
    fi
fi
make -s publish
for project in Freehold.Floor Freehold.Identity Freehold.Load; do
    dotnet build "bench/$project" -c Release -v q -clp:ErrorsOnly
done
# shellcheck disable=SC2086
FREEHOLD_APP=artifacts/app/freehold dotnet bench/Freehold.Load/bin/Release/net10.0/Freehold.Load.dll ${ARGS:-}
