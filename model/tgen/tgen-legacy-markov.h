/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TGEN_LEGACY_MARKOV_H
#define TGEN_LEGACY_MARKOV_H

#include "ns3/graphml.h"

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * @return whether a document is a Markov model of TGen 0.0.1 (tgen-markovmodel.c of that tag):
 *         delays by lognorm_mu, lognorm_sigma and exp_lambda
 */
bool IsLegacyTgenMarkov(const GraphmlDocument& document);

/**
 * @ingroup synthetic-traffic
 * Say a Markov model of TGen 0.0.1 in the words of TGen 1.0. Nodes are named after their ids, `$`
 * (a stream) becomes `+`, and delays are lognormal where mu or sigma is above 0, else exponential.
 *
 * The distributions are called "lognormal-0.0.1" and "exponential-0.0.1". TGen 1.1.2, which
 * compares words as far as its own go, reads the usual ones; we draw as TGen 0.0.1 did: from
 * uniforms between 0.0001 and 0.9999, truncated to microseconds, one minute at most.
 * @throw InputError with every problem found
 */
GraphmlDocument TranslateLegacyTgenMarkov(const GraphmlDocument& document);

} // namespace ns3

#endif // TGEN_LEGACY_MARKOV_H
