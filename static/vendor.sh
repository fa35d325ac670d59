#!/bin/sh
# Copies fonts and scripts with their licences from npm into static/vendor, and
# what only tests load into web/browsertest/axe, at the versions of
# package-lock.json. Run it after changing a version there:
#   npm install --package-lock-only NAME@VERSION && ./vendor.sh
set -eu
cd "$(dirname "$0")"
command -v npm >/dev/null || {
    echo 'vendor: npm is missing' >&2
    echo 'hint: install Node.js 20 or later; building and running sprue does not need it' >&2
    exit 2
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp package.json package-lock.json .npmrc "$work/"
(cd "$work" && npm ci --silent)

rm -rf vendor
mkdir -p vendor/inter vendor/echarts vendor/htmx
from="$work/node_modules"
cp "$from"/@fontsource-variable/inter/files/inter-*-wght-normal.woff2 vendor/inter/
cp "$from/@fontsource-variable/inter/LICENSE" vendor/inter/
cp "$from/echarts/dist/echarts.min.js" "$from/echarts/LICENSE" "$from/echarts/NOTICE" vendor/echarts/
cp "$from"/echarts/licenses/* vendor/echarts/
cp "$from/htmx.org/dist/htmx.min.js" "$from/htmx.org/LICENSE" vendor/htmx/

# axe-core looks at pages in tests; it is in no binary.
rm -rf ../web/browsertest/axe
mkdir -p ../web/browsertest/axe
cp "$from/axe-core/axe.min.js" "$from/axe-core/LICENSE" "$from/axe-core/LICENSE-3RD-PARTY.txt" ../web/browsertest/axe/

find vendor ../web/browsertest/axe -type f -exec chmod 644 {} +
