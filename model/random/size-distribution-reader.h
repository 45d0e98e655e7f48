/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef SIZE_DISTRIBUTION_READER_H
#define SIZE_DISTRIBUTION_READER_H

#include "ns3/size-distribution.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Read an empirical distribution of flow sizes from a text file. Blank lines and what follows a `#`
 * do not count; blanks or commas separate the numbers of a line. The layouts are those of
 *
 * - HKUST's TrafficGenerator, empirical-traffic-gen and others: `SIZE FRACTION`;
 * - HPCC and ConWeave: `SIZE PERCENT`, told from the above by the last number, 100 or 1;
 * - HomaSimulation: the mean size alone in the first line, then `SIZE FRACTION` (step sampling);
 * - Opera: `SIZE,FRACTION`;
 * - ns-2: `SIZE COUNT FRACTION`, where the count says nothing;
 * - HomaModule: pairs `{SIZE, FRACTION}`, or `{SIZE, WEIGHT}` where the second numbers do not
 *   ascend to 1: then they are shares of their sum (step sampling).
 *
 * @param path the file
 * @param sampling the rule; where it is left out, that of the layout, which is linear unless said
 *        otherwise above
 * @param unit what all sizes are multiplied by, for files in packets
 * @throw InputError with every problem found: what is no number, negative, not ascending, over 1,
 *        does not end at 1
 */
std::shared_ptr<const SizeDistribution> LoadSizeDistribution(
    const std::string& path,
    std::optional<SizeDistribution::Sampling> sampling = std::nullopt,
    double unit = 1);

/**
 * @param text sizes and fractions, a pair a line
 * @param name stands for the file's name
 * @param sampling none: as the layout says
 * @param unit bytes that a size of the text stands for
 * @ingroup synthetic-traffic
 * The same for text in memory.
 */
std::shared_ptr<const SizeDistribution> ParseSizeDistribution(
    std::string_view text,
    const std::string& name,
    std::optional<SizeDistribution::Sampling> sampling = std::nullopt,
    double unit = 1);

} // namespace ns3

#endif // SIZE_DISTRIBUTION_READER_H
