/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "compare/flow-group-log-reader.h"
#include "recorded-file.h"

using namespace ns3;

namespace
{

const FuzzTarget TARGET("flow-group-logs", [](std::string_view input) {
    const RecordedFileReader readers[] = {ReadFlowSenderConsole,
                                          ReadFlowThroughputs,
                                          ReadRequestLatencies};
    const auto reader = readers[TakeChoice(input, std::size(readers))];
    ReadRecordedFile(reader, input);
});

} // namespace
