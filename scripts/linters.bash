# Sourced by the scripts that lint documents of the interface: the linters, unpacked from npm into the checkout's .data; npm itself is installed
# from Debian's package where it is missing.

redocly=2.77.0 spectral=6.16.3
tools=.data/linters-$redocly-$spectral
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true

# Made beside its place and moved there when it is whole. Whoever unpacks at the same time may be first.
unpack_linters() {
    local work
    [ ! -d "$tools" ] || return 0
    install_npm || die "There is no npm here and no way to get one: install npm."
    mkdir -p .data
    work=$(mktemp -d .data/unpacking.XXXXXX)
    # A subshell, so that its trap clears up also when it is interrupted.
    (
        trap 'rm -rf "$work"' EXIT
        npm install --prefix "$work" --no-save --no-audit --no-fund --loglevel=error \
            "@redocly/cli@$redocly" "@stoplight/spectral-cli@$spectral" >&2
        [ -d "$tools" ] || mv "$work" "$tools"
    )
}
