/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fuzz/fuzz-target.h"
#include "input-report.h"

#include <iostream>
#include <sstream>

using namespace ns3;

namespace
{

/// Keeps quiet what others print.
class Silence
{
  public:
    Silence()
        : m_out(std::cout.rdbuf(m_buffer.rdbuf())),
          m_error(std::cerr.rdbuf(m_buffer.rdbuf()))
    {
    }

    ~Silence()
    {
        std::cout.rdbuf(m_out);
        std::cerr.rdbuf(m_error);
    }

    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;

  private:
    std::ostringstream m_buffer;
    std::streambuf* m_out;
    std::streambuf* m_error;
};

/// A file of any kind, as `synthetic-traffic check` takes it.
const FuzzTarget TARGET("check-command", [](std::string_view input) {
    const FuzzFile file("fuzz.txt", input);
    const Silence silence;
    ReportInput(file.GetPath());
    DrawInput(file.GetPath());
});

} // namespace
