/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "poisson-console.h"

#include "ns3/poisson-python-results.h"
#include "ns3/simulator.h"

#include <iostream>

namespace ns3
{

PoissonConsole::PoissonConsole(bool isVerbose)
    : m_isVerbose(isVerbose)
{
}

bool
PoissonConsole::IsVerbose() const
{
    return m_isVerbose;
}

void
PoissonConsole::Info(const std::string& text) const
{
    std::cout << FormatPythonLogLine(GetUnixTime(), "INFO", text) << '\n';
}

void
PoissonConsole::Info(const std::vector<std::string>& lines) const
{
    for (const auto& line : lines)
    {
        Info(line);
    }
}

void
PoissonConsole::Warn(const std::string& text) const
{
    std::cout << FormatPythonLogLine(GetUnixTime(), "WARNING", text) << '\n';
}

void
PoissonConsole::Debug(const std::string& text) const
{
    if (m_isVerbose)
    {
        std::cout << FormatPythonLogLine(GetUnixTime(), "DEBUG", text) << '\n';
    }
}

double
PoissonConsole::GetUnixTime()
{
    return EPOCH + Simulator::Now().GetSeconds();
}

} // namespace ns3
