/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#ifndef INPUT_ERROR_H
#define INPUT_ERROR_H

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace ns3
{

/**
 * @ingroup synthetic-traffic
 * A piece of input for a message: in double quotes, on one line, and not too long.
 */
std::string QuoteInput(std::string_view text);

/**
 * @ingroup synthetic-traffic
 * Thrown by whoever parses one value and knows neither file nor line: its reader turns it into an
 * InputProblem.
 */
class ValueError : public std::runtime_error
{
  public:
    /// @param what is wrong; @param expected instead
    ValueError(const std::string& what, std::string expected);

    /// @return what would have been right; "" when that says nothing new
    const std::string& GetExpected() const;

  private:
    std::string m_expected;
};

/**
 * @ingroup synthetic-traffic
 * One thing that is wrong with what a user gave us.
 */
struct InputProblem
{
    std::string file;     //!< path as the user wrote it, or a word such as "command line"
    int line;             //!< line in the file, from 1; 0 when there is none
    std::string what;     //!< what is wrong
    std::string expected; //!< what was expected instead; may be empty

    /// @return "file:line: what is wrong (what was expected)"
    std::string ToString() const;
};

/**
 * @ingroup synthetic-traffic
 * Thrown by every reader of user input. what() holds one line for each problem, without a
 * newline at the end. Programs print it on standard error and leave with exit status 2.
 */
class InputError : public std::runtime_error
{
  public:
    /**
     * One problem.
     * @param file as the user knows it
     * @param line from 1; 0 when there is none
     * @param what is wrong
     * @param expected what would be right; "" when that says nothing new
     */
    InputError(std::string file, int line, std::string what, std::string expected = "");
    /// @param problems at least one
    explicit InputError(std::vector<InputProblem> problems);

    /// @return in the order in which they were found
    const std::vector<InputProblem>& GetProblems() const;

  private:
    std::vector<InputProblem> m_problems;
};

/**
 * @ingroup synthetic-traffic
 * Gathers the problems of one file, so that a user sees all of them in one go.
 */
class InputProblems
{
  public:
    /// @param file path as the user wrote it
    explicit InputProblems(std::string file);

    /**
     * @param line from 1; 0 when there is none
     * @param what is wrong
     * @param expected what would be right
     */
    void Add(int line, std::string what, std::string expected = "");
    /// Take over the problems of another reader.
    void Add(const InputError& error);
    /// @return whether nothing is wrong so far
    bool IsEmpty() const;
    /// @throw InputError when there is at least one problem; they are sorted by file and line
    void ThrowIfAny() const;

  private:
    std::string m_file;
    std::vector<InputProblem> m_problems;
};

} // namespace ns3

#endif // INPUT_ERROR_H
