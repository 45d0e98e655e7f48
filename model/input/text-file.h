/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef TEXT_FILE_H
#define TEXT_FILE_H

#include <string>
#include <string_view>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * Read a whole text file. What is no text of the right kind is refused by its first bytes,
 * however large it is.
 * @param path the file
 * @param openings the characters of which one must come first (after blanks and a UTF-8 byte
 *        order mark)
 * @param kind what the file should be, for the message; such as "a GraphML file"
 * @throw InputError when it cannot be read, is a directory, is empty, or is not such a text
 */
std::string ReadTextFile(const std::string& path,
                         std::string_view openings,
                         const std::string& kind);

} // namespace ns3

#endif // TEXT_FILE_H
