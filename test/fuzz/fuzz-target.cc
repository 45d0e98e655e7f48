/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "fuzz/fuzz-target.h"

#include "ns3/input-error.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace ns3
{

namespace
{

/// A message goes to a terminal: it must not hold what the terminal obeys.
void
CheckMessage(const std::string& message)
{
    const bool isPlain = std::all_of(message.begin(), message.end(), [](unsigned char c) {
        return c >= 0x20 && c != 0x7f;
    });
    if (!isPlain || message.empty())
    {
        throw std::logic_error("not a message for a terminal: " + message);
    }
}

} // namespace

FuzzTarget::FuzzTarget(const char* name, Read read)
    : m_name(name),
      m_read(read)
{
    List().push_back(this);
}

const std::string&
FuzzTarget::GetName() const
{
    return m_name;
}

void
FuzzTarget::Run(std::string_view input) const
{
    try
    {
        m_read(input);
    }
    catch (const InputError& error)
    {
        for (const auto& problem : error.GetProblems())
        {
            CheckMessage(problem.ToString());
        }
    }
    catch (const ValueError& error)
    {
        CheckMessage(error.what());
        CheckMessage(error.GetExpected());
    }
}

const std::vector<const FuzzTarget*>&
FuzzTarget::All()
{
    return List();
}

std::vector<const FuzzTarget*>&
FuzzTarget::List()
{
    static std::vector<const FuzzTarget*> list;
    return list;
}

void
Expect(bool isTrue, const char* what)
{
    if (!isTrue)
    {
        throw std::logic_error(what);
    }
}

std::size_t
TakeChoice(std::string_view& input, std::size_t n)
{
    if (input.empty())
    {
        return 0;
    }
    const auto choice = static_cast<unsigned char>(input.front()) % n;
    input.remove_prefix(1);
    return choice;
}

FuzzFile::FuzzFile(const std::string& name, std::string_view bytes)
{
    m_folder = (std::filesystem::temp_directory_path() / "fuzz-file-XXXXXX").string();
    if (!mkdtemp(m_folder.data()))
    {
        throw std::runtime_error("cannot make the folder " + m_folder);
    }
    m_path = m_folder + "/" + name;
    std::ofstream(m_path, std::ios::binary) << bytes;
}

FuzzFile::~FuzzFile()
{
    std::error_code ignored;
    std::filesystem::remove_all(m_folder, ignored);
}

const std::string&
FuzzFile::GetPath() const
{
    return m_path;
}

} // namespace ns3
