# To be sourced, in the top folder: makes of $described (what git describe says)
# and $commit (the commit's time, seconds since 1970)
#
#   version   as packages want it, starting with a digit. A bare commit is no
#             release: it comes before the next one, after the commits before it.
#   quad      four numbers, as Windows wants them
# shellcheck shell=bash disable=SC2034,SC2154
version=${described#v}
[[ $version =~ ^[0-9]+\.[0-9] ]] ||
	version=$(sed -n 's/^Version = "\(.*\)"/\1/p' FyneApp.toml)~git$(TZ=UTC date -d "@$commit" +%Y%m%d%H%M%S).$described
version=$(sed -E 's/-(alpha|beta|rc)/~\1/; s/-/./g' <<<"$version") # 1.0~rc1 comes before 1.0
quad=$(sed 's/[^0-9.].*//; s/\.$//' <<<"$version").0.0.0.0
quad=$(cut -d. -f1-4 <<<"$quad")
