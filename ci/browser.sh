# shellcheck shell=bash
# What the browser suite needs beside the binary: Debian's Chromium and its driver, Python with Selenium, and what pages are given from npm.

readonly BROWSER_HOME=target/browser

need_browser() {
    need_packages chromium chromium-driver nodejs npm
    python_venv "$BROWSER_HOME/venv" clients/browser/requirements.txt
    npm_packages clients/browser "$BROWSER_HOME"
}

# Installs exactly what a folder's package-lock.json pins into another folder; anew when that file changes. Nothing of a package is run.
npm_packages() {
    local from="$1" to="$2"
    if [[ -d "$to/node_modules" ]] && cmp --silent "$from/package-lock.json" "$to/package-lock.json"; then
        return
    fi
    mkdir -p "$to"
    cp "$from/package.json" "$from/package-lock.json" "$to/"
    # npm removes node_modules first, so that an installation that broke off is no installation.
    npm --prefix "$to" ci --ignore-scripts --no-audit --no-fund --loglevel=error
}
