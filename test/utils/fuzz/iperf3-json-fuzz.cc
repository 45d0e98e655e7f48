/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "compare/iperf3-json-reader.h"
#include "recorded-file.h"

using namespace ns3;

namespace
{

const FuzzTarget TARGET("iperf3-json",
                        [](std::string_view input) { ReadRecordedFile(ReadIperf3Json, input); });

} // namespace
