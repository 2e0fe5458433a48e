# shellcheck shell=bash
# What the test command needs on the machine: found, installed where we may, or named and given up.

readonly CARGO_DENY_VERSION=0.20.2

# Debian packages, each with a file that shows whether it is there.
package_is_there() {
    case "$1" in
    build-essential) command -v cc >/dev/null && command -v make >/dev/null ;;
    chromium) [[ -x /usr/bin/chromium ]] ;;
    chromium-driver) [[ -x /usr/bin/chromedriver ]] ;;
    nodejs) command -v node >/dev/null ;;
    npm) command -v npm >/dev/null ;;
    postgresql) compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || command -v initdb >/dev/null ;;
    python3) command -v python3 >/dev/null ;;
    python3-venv) python3 -c 'import ensurepip, venv' 2>/dev/null ;;
    *)
        echo "ci/tools.sh: nobody says how to find the package $1" >&2
        return 2
        ;;
    esac
}

# Installs the packages that are missing when we are root on Debian, and otherwise says which they are.
need_packages() {
    local missing=() package
    for package in "$@"; do
        package_is_there "$package" || missing+=("$package")
    done
    if ((${#missing[@]} == 0)); then
        return
    fi
    if ((EUID == 0)) && command -v apt-get >/dev/null; then
        echo "Installing ${missing[*]}"
        DEBIAN_FRONTEND=noninteractive apt-get update --quiet --quiet
        DEBIAN_FRONTEND=noninteractive apt-get install --yes --quiet --quiet --no-install-recommends "${missing[@]}"
    else
        echo "ci/test: missing on this machine: ${missing[*]}" >&2
        echo "ci/test: install with: sudo apt-get install ${missing[*]}" >&2
        return 1
    fi
}

need_cargo() {
    if ! command -v cargo >/dev/null; then
        echo "ci/test: cargo is missing; install Rust with rustup, at least the rust-version that Cargo.toml names" >&2
        return 1
    fi
}

need_rust_component() {
    if ! cargo "${1/rustfmt/fmt}" --version >/dev/null 2>&1; then
        echo "ci/test: the Rust component $1 is missing; install it with: rustup component add $1" >&2
        return 1
    fi
}

# Prints the path of cargo-deny in the pinned version. It is built without optimisation: that takes a minute instead of ten,
# and checking our graph takes two seconds either way.
cargo_deny() {
    local tools="$PWD/target/tools" found
    for found in "$tools/bin/cargo-deny" "$(command -v cargo-deny || true)"; do
        if [[ -x "$found" && "$("$found" --version)" == "cargo-deny $CARGO_DENY_VERSION" ]]; then
            echo "$found"
            return
        fi
    done
    echo "Building cargo-deny $CARGO_DENY_VERSION" >&2
    CARGO_PROFILE_DEV_DEBUG=0 cargo install cargo-deny --version "$CARGO_DENY_VERSION" --locked --debug --quiet \
        --root "$tools" --target-dir "$tools/build" >&2
    rm -rf "$tools/build"
    echo "$tools/bin/cargo-deny"
}

need_python_venv() {
    python_venv target/venv clients/python/requirements.txt
}

# A virtual environment with exactly what a requirements.txt pins; made again when that file changes.
python_venv() {
    need_packages python3 python3-venv
    local venv="$1" requirements="$2"
    if cmp --silent "$requirements" "$venv/requirements.txt"; then
        return
    fi
    rm -rf "$venv"
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check --requirement "$requirements"
    cp "$requirements" "$venv/requirements.txt"
}
