#!/usr/bin/env bash
# Tags what is checked out as a release, `v1.2.3` and `v1`, with the action's bundle in the tags alone: no branch has it.
set -euo pipefail
cd "$(git rev-parse --show-toplevel)"

version=${1:-}
if ! [[ $version =~ ^(0|[1-9][0-9]*)\.[0-9]+\.[0-9]+$ ]]; then
  echo "error: '$version' is no version such as 1.2.3" >&2
  exit 2
fi
if [ "$(node -p 'require("./package.json").version')" != "$version" ]; then
  echo "error: package.json has another version than $version" >&2
  exit 2
fi
if ! [ -f dist/action/index.js ]; then
  echo 'error: dist/action is not there; build it with `npm run build`' >&2
  exit 2
fi
if git ls-remote --exit-code origin "refs/tags/v$version" >/dev/null; then
  echo "error: v$version is released already" >&2
  exit 2
fi

git checkout --quiet --detach
git add --force dist/action
git -c user.name='github-actions[bot]' -c user.email='41898282+github-actions[bot]@users.noreply.github.com' \
  commit --quiet --message "Release $version"
git tag "v$version"
git tag --force "v${version%%.*}" >/dev/null
git push --quiet --atomic origin "refs/tags/v$version" "+refs/tags/v${version%%.*}"
