/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef POISSON_CONSOLE_H
#define POISSON_CONSOLE_H

#include <string>
#include <vector>

namespace ns3
{

/// What the command `poisson` tells as it goes: lines on standard output in the form of the Python
/// tool's log, with simulated time from the year 2000 on.
class PoissonConsole
{
  public:
    /// Seconds since 1970 at which a simulation starts.
    static constexpr double EPOCH = 946684800;

    /// @param isVerbose show what Debug is given
    explicit PoissonConsole(bool isVerbose);

    bool IsVerbose() const;
    void Info(const std::string& text) const;
    void Info(const std::vector<std::string>& lines) const;
    void Warn(const std::string& text) const;
    void Debug(const std::string& text) const;

    /// @return seconds since 1970 of now
    static double GetUnixTime();

  private:
    bool m_isVerbose;
};

} // namespace ns3

#endif // POISSON_CONSOLE_H
