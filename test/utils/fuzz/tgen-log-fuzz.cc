/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "compare/tgen-log-reader.h"
#include "recorded-file.h"

using namespace ns3;

namespace
{

const FuzzTarget TARGET("tgen-log",
                        [](std::string_view input) { ReadRecordedFile(ReadTgenLog, input); });

} // namespace
