/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fuzz/fuzz-target.h"

#include "ns3/poisson-config.h"

using namespace ns3;

namespace
{

/// A text file of either tool. Distributions that it names are looked for beside the examples.
const FuzzTarget TARGET("poisson-config", [](std::string_view input) {
    using Dialect = PoissonConfig::Dialect;
    const auto choice = TakeChoice(input, 3);
    const auto config = PoissonConfig::Parse(input,
                                             SYNTHETIC_TRAFFIC_SOURCE_DIR "/examples/fuzz.conf",
                                             choice == 0   ? std::nullopt
                                             : choice == 1 ? std::optional(Dialect::HKUST)
                                                           : std::optional(Dialect::PYTHON));
    Expect(!config->servers.empty() && config->sizes, "there is somebody to ask for something");
    for (const auto& server : config->servers)
    {
        server.ToString();
    }
});

} // namespace
