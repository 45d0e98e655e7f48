/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fuzz/fuzz-target.h"

#include "ns3/gensyn-model.h"
#include "ns3/gensyn-sojourn.h"
#include "ns3/input-error.h"
#include "ns3/python-random.h"

#include <cmath>

using namespace ns3;

namespace
{

const FuzzTarget TARGET("gensyn-model", [](std::string_view input) {
    const auto model =
        GensynModel::Parse(input, SYNTHETIC_TRAFFIC_SOURCE_DIR "/examples/fuzz.gensyn.json");
    PythonRandom random(1);
    for (uint32_t i = 0; i < model->GetStates().size(); ++i)
    {
        Expect(model->GetMeanSojourn(i) >= 0, "a mean is not negative");
        if (!model->GetStates()[i].IsStochastic() && model->GetModuleOf(i).IsUdp())
        {
            const auto sojourn = model->GetSojourn(i);
            const auto completion = sojourn.GetCompletion();
            Expect(completion >= 0 && completion <= 1, "a probability is one");
            if (std::isfinite(sojourn.GetMean()) && sojourn.GetMean() > 0)
            {
                sojourn.DrawRest(random, random);
            }
        }
    }
    model->GetWarnings();
    try
    {
        model->GetEquilibrium();
    }
    catch (const ValueError&)
    {
        Expect(model->GetStart().has_value(), "who starts in equilibrium has one");
    }
});

} // namespace
