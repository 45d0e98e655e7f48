/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef NEAREST_NAME_H
#define NEAREST_NAME_H

#include <string>
#include <string_view>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * What a user may have meant by an unknown word: the name that takes the fewest edits to reach.
 * @return ", did you mean "name"?" for a message, or "" when no name is near; case does not count
 */
std::string SuggestName(std::string_view word, const std::vector<std::string>& names);

/**
 * @ingroup synthetic-traffic
 * @return the names with ", " between them
 */
std::string JoinNames(const std::vector<std::string>& names);

} // namespace ns3

#endif // NEAREST_NAME_H
