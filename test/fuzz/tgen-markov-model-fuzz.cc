/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fuzz/fuzz-target.h"

#include "ns3/tgen-markov-model.h"

using namespace ns3;

namespace
{

const FuzzTarget TARGET("tgen-markov-model", [](std::string_view input) {
    constexpr int STEPS = 20;
    const auto model = TgenMarkovModel::Parse(input, "fuzz.graphml");
    TgenMarkovWalk walk(model, 1);
    for (int i = 0; i < STEPS; ++i)
    {
        const auto step = walk.Next();
        Expect(step.delayUs <= TgenMarkovModel::MAX_DELAY_US, "a delay is not too long");
        Expect(model->CanShow(step.observation), "what is shown can be shown");
        if (step.observation == TgenMarkovModel::Observation::END)
        {
            walk.Reset();
        }
    }
    // What travels is the same model.
    const auto copy = TgenMarkovModel::Parse(model->GetGraphml(), "copy.graphml");
    Expect(copy->GetGraphml() == model->GetGraphml(), "a copy is the same");
});

} // namespace
