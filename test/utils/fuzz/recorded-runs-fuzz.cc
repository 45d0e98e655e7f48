/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "compare/recorded-run.h"
#include "compare/run-comparison.h"
#include "compare/run-reader.h"
#include "fuzz/fuzz-target.h"

using namespace ns3;

namespace
{

/// A file of a run, perhaps compressed, which is recognised and compared with itself.
const FuzzTarget TARGET("recorded-runs", [](std::string_view input) {
    const char* const names[] = {"transfers.csv", "h1_mc.log", "h1_iperf.log", "flows.txt.gz"};
    const FuzzFile file(names[TakeChoice(input, std::size(names))], input);
    const auto runs = ReadRuns({file.GetPath(), file.GetPath()}, false);
    const auto comparison = CompareRuns(runs, {});
    Expect(comparison.areIdentical.at(0), "a run is like itself");
});

} // namespace
