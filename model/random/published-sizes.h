/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef PUBLISHED_SIZES_H
#define PUBLISHED_SIZES_H

#include "ns3/size-distribution.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ns3
{

/**
 * @name Published flow-size distributions
 *
 * `dctcp` (web search), `vl2` (data mining), `facebook-hadoop`, `ali-storage-2019`,
 * `google-rpc-2008` and `ftp-154k` (files; a stand-in of ours); the source says where each comes
 * from. Sampling is linear, as in the tools that ship them. Beware: other tools use other points
 * under the same names.
 * @{
 */
/// @return the names, in alphabetical order
const std::vector<std::string>& GetPublishedSizes();
/// @return the distribution of that name, or null
std::shared_ptr<const SizeDistribution> FindPublishedSizes(std::string_view name);
/**
 * @param path of a file that need not exist
 * @return the distribution that HKUST's TrafficGenerator or HPCC ship in a file of that base name,
 *         such as "conf/DCTCP_CDF.txt", or null
 */
std::shared_ptr<const SizeDistribution> FindPublishedSizesByFile(std::string_view path);
/// @}

} // namespace ns3

#endif // PUBLISHED_SIZES_H
