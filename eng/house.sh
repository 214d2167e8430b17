# Shared by ./build and ./veritas: where the repository is, how dotnet is called, what to say when it is missing.
# Sourced, never run. Works with bash 3.2 and later. Callers set ROOT before sourcing.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
export DOTNET_GENERATE_ASPNET_CERTIFICATE=false DOTNET_ADD_GLOBAL_TOOLS_TO_PATH=false
export DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1 TESTINGPLATFORM_NOBANNER=1
# The SDK must not need ICU libraries, and must not leave build nodes behind. The compiler server, which ends by itself,
# would be switched off together with them; with it a build takes a third of the time.
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=true

ARTIFACTS="$ROOT/artifacts"
CLI_DLL="$ARTIFACTS/bin/VeritasVault.Cli/release/veritas.dll"
CLI_STAMP="$ARTIFACTS/veritas.stamp"

# Puts dotnet on the PATH when it is installed where Microsoft's script or packages place it.
find_dotnet() {
  command -v dotnet >/dev/null 2>&1 && return 0
  local dir
  for dir in "${DOTNET_ROOT:-}" "$HOME/.dotnet" /usr/share/dotnet /usr/lib/dotnet /usr/local/share/dotnet; do
    if [ -n "$dir" ] && [ -x "$dir/dotnet" ]; then
      export PATH="$dir:$PATH" DOTNET_ROOT="$dir"
      return 0
    fi
  done
  return 1
}

# Returns when the SDK that global.json asks for is there; otherwise says what to install and exits with 3.
need_sdk() {
  local have='no .NET SDK was found' found wanted
  wanted=$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' "$ROOT/global.json")
  if find_dotnet; then
    (cd "$ROOT" && dotnet --version >/dev/null 2>&1) && return 0
    found=$(dotnet --list-sdks 2>/dev/null | cut -d' ' -f1 | tr '\n' ' ')
    [ -n "$found" ] && have="only this was found: ${found% }"
  fi
  {
    echo "The .NET 10 SDK is needed ($wanted or a later 10.0 SDK); $have."
    echo "Install it in one of these ways, then run the same command again:"
    echo "  - any system: the page \"Download .NET 10.0\" at https://dotnet.microsoft.com/download/dotnet/10.0"
    echo "  - Debian and Ubuntu, with Microsoft's package feed set up: apt-get install dotnet-sdk-10.0"
    echo "  - without root: Microsoft's dotnet-install.sh with --channel 10.0, which installs into ~/.dotnet"
  } >&2
  exit 3
}

# Holds the build lock while the rest of the arguments run, so that ./build and several ./veritas do not write the same
# files at once. Without flock (it is part of util-linux) they run unguarded.
with_build_lock() {
  mkdir -p "$ARTIFACTS"
  if command -v flock >/dev/null 2>&1; then
    (
      exec 9>"$ARTIFACTS/build.lock"
      flock 9
      # Closed for the command: a compiler server it starts would otherwise hold the lock for minutes.
      "$@" 9>&-
      exit "$?"
    )
  else
    "$@"
  fi
}

# True when the command line was built and nothing it is built from has changed since. Directories count as well:
# their time changes when a file is deleted. -print -quit stops at the first newer path.
cli_is_fresh() {
  [ -f "$CLI_DLL" ] && [ -f "$CLI_STAMP" ] || return 1
  [ -z "$(find "$ROOT/src" "$ROOT/eng" "$ROOT/Directory.Build.props" "$ROOT/Directory.Build.targets" \
    "$ROOT/Directory.Packages.props" "$ROOT/global.json" "$ROOT/.editorconfig" -newer "$CLI_STAMP" -print -quit 2>&1)" ]
}
