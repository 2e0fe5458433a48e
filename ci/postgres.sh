# shellcheck shell=bash
# A PostgreSQL of our own for the tests: in a temporary directory, on a free port of loopback, gone at the end.

readonly POSTGRES_MAJOR_MIN=15
readonly POSTGRES_START_TRIES_MAX=3

postgres_dir=""

# The newest PostgreSQL that is installed, as the directory of its programs.
postgres_bin() {
    local newest
    newest="$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort --version-sort | tail --lines 1)"
    if [[ -z "$newest" ]]; then
        newest="$(dirname "$(command -v initdb)")"
    fi
    local major
    major="$("$newest/postgres" --version | grep --only-matching --extended-regexp '[0-9]+' | head --lines 1)"
    if ((major < POSTGRES_MAJOR_MIN)); then
        echo "ci/test: PostgreSQL $major is too old; at least $POSTGRES_MAJOR_MIN is needed" >&2
        return 1
    fi
    echo "$newest"
}

# PostgreSQL refuses to run as root, so root hands it to the user that Debian's package made.
as_postgres() {
    if ((EUID == 0)); then
        runuser --user postgres -- "$@"
    else
        "$@"
    fi
}

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# Starts the server and sets TEST_PG_URL. Durability is off: these data live for minutes, and the tests kill our own
# processes, not this one.
postgres_start() {
    need_packages python3
    local bin
    bin="$(postgres_bin)"
    postgres_dir="$(mktemp --directory --tmpdir swingbridge-postgres.XXXXXX)"
    if ((EUID == 0)); then
        chown postgres "$postgres_dir"
    fi
    (
        cd "$postgres_dir" || exit
        as_postgres "$bin/initdb" --pgdata "$postgres_dir/data" --username swingbridge --auth trust \
            --encoding UTF8 --locale C --no-sync >"$postgres_dir.log"
    )
    local try port
    for ((try = 1; try <= POSTGRES_START_TRIES_MAX; try++)); do
        # Another process may take the port in between; then the start fails and the next port is tried.
        port="$(free_port)"
        if postgres_listen "$bin" "$port"; then
            export TEST_PG_URL="postgres://swingbridge@127.0.0.1:$port/postgres"
            echo "PostgreSQL $("$bin/postgres" --version | cut --delimiter ' ' --fields 3) on port $port"
            return
        fi
    done
    echo "ci/test: PostgreSQL did not start; its log:" >&2
    cat "$postgres_dir.log" "$postgres_dir/data/server.log" >&2 || true
    return 1
}

postgres_listen() {
    local bin="$1" port="$2"
    (
        cd "$postgres_dir" || exit
        as_postgres "$bin/pg_ctl" start --pgdata "$postgres_dir/data" --wait --timeout 60 --silent \
            --log "$postgres_dir/data/server.log" \
            --options "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$postgres_dir \
                -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300"
    )
}

# Stops the server by the process id that it wrote down, and removes what it kept. Does nothing when there is none.
postgres_stop() {
    if [[ -z "$postgres_dir" ]]; then
        return
    fi
    local pid=""
    if [[ -f "$postgres_dir/data/postmaster.pid" ]]; then
        pid="$(head --lines 1 "$postgres_dir/data/postmaster.pid")"
        # An immediate stop: nothing in it is to be kept.
        kill -QUIT "$pid" 2>/dev/null || true
        timeout 30 tail --pid "$pid" --follow /dev/null || true
    fi
    rm -rf "$postgres_dir" "$postgres_dir.log"
    postgres_dir=""
}
