#!/usr/bin/env bash
# Runs the test projects (all, or those named) and ends with "N passed, N failed[, N skipped]".
# The counts are read from the runner's own reports; a runner that crashes, hangs or writes no report is one failure.
set -uo pipefail
cd "$(dirname "$0")/.."

minutes_per_project=20
reports=artifacts/tests
passed=0 failed=0 skipped=0

missing_packages() {
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || echo postgresql
    ls /usr/lib/*/libargon2.so.1 /lib/*/libargon2.so.1 >/dev/null 2>&1 || echo libargon2-1
    [ -x /usr/sbin/pgbouncer ] || echo pgbouncer
    /usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null || echo python3-aiosmtpd
    [ -x /usr/sbin/bearerbox ] && [ -x /usr/sbin/smsbox ] || echo kannel
    [ -x /usr/lib/kannel/test/fakesmsc ] || echo kannel-extras
    command -v node >/dev/null || echo nodejs
    command -v npm >/dev/null || echo npm
    [ ! -d tests/Freehold.Browser.Tests ] || command -v chromium >/dev/null || echo chromium
}

# Named once more at the end with the beginning of their messages, where whoever reads only the last lines finds them.
failed_tests() {
    cat "$reports"/*.xml 2>/dev/null | awk '
        BEGIN { RS = "<" }
        /^test / { inside = /result="Fail"/; if (inside) { sub(/.* name="/, ""); sub(/" .*/, ""); print "failed: " $0 } }
        inside && /^!\[CDATA\[/ { sub(/^!\[CDATA\[/, "    "); sub(/\]\]>.*/, ""); gsub(/\n/, "\n    "); print substr($0, 1, 600) }
    '
}

install_missing() {
    local packages
    packages=$(missing_packages | xargs)
    [ -n "$packages" ] || return 0
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "installing $packages"
        # shellcheck disable=SC2086
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages; } </dev/null >/dev/null
        packages=$(missing_packages | xargs)
    fi
    [ -z "$packages" ] || echo "tests that need them will fail; install them with: sudo apt-get install -y $packages"
}

# number FILE ATTRIBUTE: sums the attribute over the report's assemblies.
number() {
    grep -o '<assembly [^>]*>' "$1" | grep -o " $2=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{ sum += $1 } END { print sum + 0 }'
}

run_project() {
    local name=$1 report="$reports/$1.xml" code=0 wrong
    rm -f "$report"
    echo
    # A runtime that is killed leaves the pipes of its diagnostics in the temporary folder.
    DOTNET_EnableDiagnostics=0 timeout --kill-after=10 "${minutes_per_project}m" dotnet "tests/$name/bin/Release/net10.0/$name.dll" -noLogo -noColor -xml "$report" </dev/null || code=$?
    if ! grep -qs '</assemblies>' "$report"; then
        echo "$name: the runner ended with code $code and left no report"
        failed=$((failed + 1))
        return
    fi
    wrong=$(($(number "$report" failed) + $(number "$report" errors)))
    if [ "$code" != 0 ] && [ "$wrong" = 0 ]; then
        echo "$name: no test failed, but the runner ended with code $code"
        wrong=1
    fi
    passed=$((passed + $(number "$report" passed)))
    skipped=$((skipped + $(number "$report" skipped)))
    failed=$((failed + wrong))
}

install_missing
rm -rf "$reports" && mkdir -p "$reports"
# Warnings are lint's business: they must not keep the tests from running. The build is otherwise the one lint made.
if dotnet build Freehold.slnx -c Release -v q -clp:ErrorsOnly -p:TreatWarningsAsErrors=false </dev/null; then
    if [ $# = 0 ]; then
        for project in tests/*.Tests/*.csproj; do run_project "$(basename "$project" .csproj)"; done
    else
        for name in "$@"; do run_project "$name"; done
    fi
else
    echo "the build failed"
    failed=1
fi

[ $((passed + failed)) != 0 ] || echo "no test ran"
echo
failed_tests
if [ "$skipped" = 0 ]; then echo "$passed passed, $failed failed"; else echo "$passed passed, $failed failed, $skipped skipped"; fi
[ "$failed" = 0 ] && [ "$passed" != 0 ]
