# Sourced by the scripts that install with apt-get what is missing.

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

is_root() { [ "$(id -u)" = 0 ]; }

as_administrator() { if is_root; then "$@"; else sudo -n "$@"; fi; }

can_install() {
    command -v apt-get >/dev/null && { is_root || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }; }
}

apt_get() {
    as_administrator env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 "$@" </dev/null >&2
}

apt_update() { apt_get update || say "apt-get update failed: going on with the package lists that are here."; }

apt_install() { apt_get install -y --no-install-recommends "$@"; }

install_npm() {
    ! command -v npm >/dev/null || return 0
    can_install || return 1
    say "npm is not here yet: installing it with apt-get."
    apt_update
    apt_install npm
}
