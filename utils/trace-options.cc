/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "trace-options.h"

namespace ns3
{

void
TraceOptions::AddTo(CLI::App& command)
{
    command
        .add_option("--hosts",
                    hostsFile,
                    "List of hosts, NAME ADDRESS a line; hN is 10.0.0.N when left out")
        ->type_name("FILE");
    command.add_option("--variant", variant, "Layout of the trace: current, or 2021 (seconds)")
        ->check(CLI::IsMember({"current", "2021"}))
        ->type_name("WORD");
}

FlowGroupHosts
TraceOptions::LoadHosts() const
{
    return hostsFile.empty() ? FlowGroupHosts() : FlowGroupHosts::Load(hostsFile);
}

FlowTrace::Variant
TraceOptions::GetVariant() const
{
    return variant == "2021" ? FlowTrace::Variant::SECONDS_2021 : FlowTrace::Variant::CURRENT;
}

} // namespace ns3
