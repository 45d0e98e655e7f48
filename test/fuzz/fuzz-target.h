/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef FUZZ_TARGET_H
#define FUZZ_TARGET_H

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ns3
{

/**
 * A reader of bytes that others write. It may refuse them with an InputError or a ValueError whose
 * message is one for a terminal; whatever else goes wrong is a finding. One file makes one of
 * these, which libFuzzer (fuzz-main.cc) and the test suite (fuzz-replay-test.cc) find in the list.
 */
class FuzzTarget
{
  public:
    using Read = void (*)(std::string_view input);

    /// @param name that of the file, and of the folders of its inputs
    FuzzTarget(const char* name, Read read);

    const std::string& GetName() const;
    /// @throw std::exception for a finding that does not end the program by itself
    void Run(std::string_view input) const;

    static const std::vector<const FuzzTarget*>& All();

  private:
    static std::vector<const FuzzTarget*>& List();

    std::string m_name;
    Read m_read;
};

/// @throw std::logic_error with this word: a finding
void Expect(bool isTrue, const char* what);

/**
 * Takes the first byte of an input, which says what to do with the rest.
 * @return it, modulo n; 0 where there is none
 */
std::size_t TakeChoice(std::string_view& input, std::size_t n);

/// A file with the bytes of an input, for readers that want one. It lives as long as this.
class FuzzFile
{
  public:
    FuzzFile(const std::string& name, std::string_view bytes);
    ~FuzzFile();
    FuzzFile(const FuzzFile&) = delete;
    FuzzFile& operator=(const FuzzFile&) = delete;

    const std::string& GetPath() const;

  private:
    std::string m_folder;
    std::string m_path;
};

} // namespace ns3

#endif // FUZZ_TARGET_H
