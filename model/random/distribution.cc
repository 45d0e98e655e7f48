/*
 * Copyright (c) 2026 The synthetic-traffic authors
 * SPDX-License-Identifier: GPL-2.0-only
 */

#include "ns3/distribution.h"

#include "ns3/input-error.h"
#include "ns3/nearest-name.h"
#include "ns3/published-sizes.h"
#include "ns3/size-distribution-reader.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <optional>
#include <utility>

namespace ns3
{

namespace
{

constexpr double INFINITE = std::numeric_limits<double>::infinity();

void
CheckPositive(const char* name, double value)
{
    if (!(std::isfinite(value) && value > 0))
    {
        throw ValueError("the " + std::string(name) + " is not positive",
                         "expected a number greater than 0");
    }
}

void
CheckNotNegative(const char* name, double value)
{
    if (!(std::isfinite(value) && value >= 0))
    {
        throw ValueError("the " + std::string(name) + " is negative",
                         "expected 0 or a greater number");
    }
}

class Constant : public Distribution
{
  public:
    explicit Constant(double value)
        : m_value(value)
    {
        CheckNotNegative("value", value);
    }

    double Draw(UniformSource& /* uniform */) const override
    {
        return m_value;
    }

    double GetLimitedMean(double limit) const override
    {
        return std::min(m_value, limit);
    }

    double GetSurvival(double number) const override
    {
        return number < m_value ? 1 : 0;
    }

    std::string GetName() const override
    {
        return "constant";
    }

  private:
    double m_value;
};

class Uniform : public Distribution
{
  public:
    Uniform(double min, double max)
        : m_min(min),
          m_max(max)
    {
        CheckNotNegative("minimum", min);
        if (!(std::isfinite(max) && max >= min))
        {
            throw ValueError("the maximum is less than the minimum",
                             "expected one that is not less");
        }
    }

    double Draw(UniformSource& uniform) const override
    {
        return m_min + (m_max - m_min) * uniform.NextUniform();
    }

    double GetLimitedMean(double limit) const override
    {
        if (limit >= m_max)
        {
            return m_min + (m_max - m_min) / 2;
        }
        if (limit <= m_min)
        {
            return limit;
        }
        const double below = (limit - m_min) / (m_max - m_min);
        return below * (m_min + limit) / 2 + (1 - below) * limit;
    }

    double GetSurvival(double number) const override
    {
        if (number < m_min)
        {
            return 1;
        }
        return number < m_max ? (m_max - number) / (m_max - m_min) : 0;
    }

    std::string GetName() const override
    {
        return "uniform";
    }

  private:
    double m_min;
    double m_max;
};

double
DrawExponential(double mean, UniformSource& uniform)
{
    return -mean * std::log1p(-uniform.NextUniform());
}

double
LimitedMeanOfExponential(double mean, double limit)
{
    return -mean * std::expm1(-limit / mean);
}

class Exponential : public Distribution
{
  public:
    explicit Exponential(double mean)
        : m_mean(mean)
    {
        CheckPositive("mean", mean);
    }

    double Draw(UniformSource& uniform) const override
    {
        return DrawExponential(m_mean, uniform);
    }

    double GetLimitedMean(double limit) const override
    {
        return LimitedMeanOfExponential(m_mean, limit);
    }

    double GetSurvival(double number) const override
    {
        return std::exp(-number / m_mean);
    }

    bool IsMemoryless() const override
    {
        return true;
    }

    std::string GetName() const override
    {
        return "exponential";
    }

  private:
    double m_mean;
};

class Pareto : public Distribution
{
  public:
    Pareto(double scale, double shape, double bound)
        : m_scale(scale),
          m_shape(shape),
          m_bound(bound)
    {
        CheckPositive("scale", scale);
        CheckPositive("shape", shape);
        if (!(bound > scale))
        {
            throw ValueError("the bound is not greater than the scale",
                             "expected a greater one, or none");
        }
        m_beyond = std::pow(m_scale / m_bound, m_shape);
        constexpr double ALL = 1 - 1e-9;
        if (m_beyond > ALL)
        {
            throw ValueError("the shape is too small for a bound so near to the scale",
                             "expected a greater shape, or a greater bound");
        }
    }

    double Draw(UniformSource& uniform) const override
    {
        const double survival = 1 - uniform.NextUniform() * (1 - m_beyond);
        return m_scale * std::pow(survival, -1 / m_shape);
    }

    double GetLimitedMean(double limit) const override
    {
        if (limit <= m_scale)
        {
            return limit;
        }
        // The scale, and the integral of the survival function from there to the end.
        const double end = std::min(limit, m_bound);
        if (std::isinf(end))
        {
            return m_shape > 1 ? m_scale * m_shape / (m_shape - 1) : INFINITE;
        }
        const double logarithm = std::log(end / m_scale);
        const double exponent = 1 - m_shape;
        const double integral =
            m_scale * (exponent == 0 ? logarithm : std::expm1(exponent * logarithm) / exponent);
        return m_scale + (integral - m_beyond * (end - m_scale)) / (1 - m_beyond);
    }

    double GetSurvival(double number) const override
    {
        if (number < m_scale)
        {
            return 1;
        }
        if (number >= m_bound)
        {
            return 0;
        }
        return (std::pow(m_scale / number, m_shape) - m_beyond) / (1 - m_beyond);
    }

    std::string GetName() const override
    {
        return "pareto";
    }

  private:
    double m_scale;
    double m_shape;
    double m_bound;
    double m_beyond; //!< probability of a variate over the bound, were there none
};

class Lognormal : public Distribution
{
  public:
    Lognormal(double mu, double sigma)
        : m_mu(mu),
          m_sigma(sigma)
    {
        if (!std::isfinite(mu))
        {
            throw ValueError("mu is not a number", "expected the mean of the logarithm");
        }
        CheckNotNegative("sigma", sigma);
        if (!std::isfinite(GetLimitedMean(INFINITE)))
        {
            throw ValueError("mu and sigma are too large", "expected a mean below 10^308");
        }
    }

    double Draw(UniformSource& uniform) const override
    {
        // Box and Muller, whose second variate is thrown away: a draw depends on no other one.
        constexpr double TWO_PI = 6.283185307179586;
        const double radius = std::sqrt(-2 * std::log1p(-uniform.NextUniform()));
        return std::exp(m_mu + m_sigma * radius * std::cos(TWO_PI * uniform.NextUniform()));
    }

    double GetLimitedMean(double limit) const override
    {
        if (m_sigma == 0)
        {
            return std::min(std::exp(m_mu), limit);
        }
        const double mean = std::exp(m_mu + m_sigma * m_sigma / 2);
        if (std::isinf(limit))
        {
            return mean;
        }
        const double distance = (std::log(limit) - m_mu) / m_sigma;
        return mean * Normal(distance - m_sigma) + limit * Normal(-distance);
    }

    double GetSurvival(double number) const override
    {
        if (m_sigma == 0)
        {
            return number < std::exp(m_mu) ? 1 : 0;
        }
        return number > 0 ? Normal((m_mu - std::log(number)) / m_sigma) : 1;
    }

    std::string GetName() const override
    {
        return "lognormal";
    }

  private:
    /// The distribution function of the standard normal law.
    static double Normal(double x)
    {
        return std::erfc(-x / std::sqrt(2.0)) / 2;
    }

    double m_mu;
    double m_sigma;
};

class Hyperexponential : public Distribution
{
  public:
    explicit Hyperexponential(std::vector<HyperexponentialPhase> phases)
        : m_phases(std::move(phases))
    {
        double sum = 0;
        for (const auto& phase : m_phases)
        {
            CheckPositive("weight of a phase", phase.weight);
            CheckPositive("mean of a phase", phase.mean);
            sum += phase.weight;
        }
        if (m_phases.empty())
        {
            throw ValueError("there are no phases", "expected at least one");
        }
        if (!std::isfinite(sum))
        {
            throw ValueError("the weights of all phases are too large together",
                             "expected a sum below 10^308");
        }
        for (auto& phase : m_phases)
        {
            phase.weight /= sum;
        }
    }

    double Draw(UniformSource& uniform) const override
    {
        double drawn = uniform.NextUniform();
        auto phase = m_phases.begin();
        while (drawn >= phase->weight && phase + 1 != m_phases.end())
        {
            drawn -= phase->weight;
            ++phase;
        }
        return DrawExponential(phase->mean, uniform);
    }

    double GetLimitedMean(double limit) const override
    {
        double mean = 0;
        for (const auto& phase : m_phases)
        {
            mean += phase.weight * LimitedMeanOfExponential(phase.mean, limit);
        }
        return mean;
    }

    double GetSurvival(double number) const override
    {
        double survival = 0;
        for (const auto& phase : m_phases)
        {
            survival += phase.weight * std::exp(-number / phase.mean);
        }
        return survival;
    }

    std::string GetName() const override
    {
        return "hyperexponential";
    }

  private:
    std::vector<HyperexponentialPhase> m_phases;
};

/**
 * A value of a distribution, which is not negative.
 * @param fallback of a value that is missing or wrong, so that no more is said of it
 */
double
ReadValue(const JsonValue& json, Distribution::Quantity quantity, double fallback)
{
    if (json.IsString() && quantity == Distribution::Quantity::SECONDS)
    {
        return json.AsTime(Seconds(1)).GetSeconds();
    }
    if (json.IsString() && quantity == Distribution::Quantity::BYTES)
    {
        return static_cast<double>(json.AsBytes(1));
    }
    return json.AsNumber(0, INFINITE, fallback);
}

std::shared_ptr<const Distribution>
ReadHyperexponential(const JsonValue& json, Distribution::Quantity quantity)
{
    std::vector<HyperexponentialPhase> phases;
    const auto list = json.Required("phases");
    for (const auto& phase : list.GetItems())
    {
        phase.AllowKeys({"weight", "mean"});
        phases.push_back({phase.Required("weight").AsNumber(0, INFINITE, 1),
                          ReadValue(phase.Required("mean"), quantity, 1)});
    }
    return phases.empty() && !list.IsList() ? MakeConstant(1) : MakeHyperexponential(phases);
}

std::shared_ptr<const Distribution>
ReadPublished(const JsonValue& json, std::optional<SizeDistribution::Sampling> sampling)
{
    const auto name = json.AsString();
    if (const auto published = name.empty() ? nullptr : FindPublishedSizes(name))
    {
        return sampling ? published->WithSampling(*sampling) : published;
    }
    if (!name.empty())
    {
        json.Refuse("there is no published distribution " + QuoteInput(name) +
                        SuggestName(name, GetPublishedSizes()),
                    "one of: " + JoinNames(GetPublishedSizes()) +
                        "; a file is {\"distribution\": \"empirical\", \"file\": ...}");
    }
    return MakeConstant(1);
}

std::shared_ptr<const Distribution>
ReadEmpirical(const JsonValue& json)
{
    std::optional<SizeDistribution::Sampling> sampling;
    if (const auto word = json.Optional("sampling"))
    {
        sampling = word.AsChoice({"linear", "step"}) == "step" ? SizeDistribution::Sampling::STEP
                                                               : SizeDistribution::Sampling::LINEAR;
    }
    const auto unit = json.Optional("unit");
    if (const auto name = json.Optional("name"))
    {
        for (const auto& other : {json.Optional("file"), unit})
        {
            if (other)
            {
                other.Refuse("this does not go with \"name\"", "expected a name, or a file");
            }
        }
        return ReadPublished(name, sampling);
    }
    const auto file = json.Required("file");
    const auto path = file.AsPath();
    if (!path.empty())
    {
        try
        {
            return LoadSizeDistribution(path, sampling, unit.AsNumber(0, INFINITE, 1));
        }
        catch (const InputError& error)
        {
            file.Add(error);
        }
    }
    return MakeConstant(1);
}

std::shared_ptr<const Distribution>
ReadObject(const JsonValue& json, Distribution::Quantity quantity, const std::string& kindKey)
{
    const std::vector<std::pair<std::string, std::vector<std::string>>> kinds{
        {"constant", {"value"}},
        {"uniform", {"min", "max"}},
        {"exponential", {"mean"}},
        {"pareto", {"scale", "shape", "bound"}},
        {"lognormal", {"mu", "sigma"}},
        {"hyperexponential", {"phases"}},
        {"empirical", {"file", "name", "sampling", "unit"}}};
    std::vector<std::string> words;
    for (const auto& kind : kinds)
    {
        words.push_back(kind.first);
    }
    const auto word = json.Required(kindKey).AsChoice(words);
    if (word.empty())
    {
        return MakeConstant(1);
    }
    auto allowed = kinds[std::find(words.begin(), words.end(), word) - words.begin()].second;
    allowed.insert(allowed.begin(), kindKey);
    json.AllowKeys(allowed);

    const auto value = [&](const char* key, double fallback) {
        return ReadValue(json.Required(key), quantity, fallback);
    };
    if (word == "constant")
    {
        return MakeConstant(value("value", 1));
    }
    if (word == "uniform")
    {
        return MakeUniform(value("min", 0), value("max", std::numeric_limits<double>::max()));
    }
    if (word == "exponential")
    {
        return MakeExponential(value("mean", 1));
    }
    if (word == "pareto")
    {
        const auto bound = json.Optional("bound");
        return MakePareto(value("scale", 1),
                          json.Required("shape").AsNumber(-INFINITE, INFINITE, 1),
                          bound ? ReadValue(bound, quantity, INFINITE) : INFINITE);
    }
    if (word == "lognormal")
    {
        return MakeLognormal(json.Required("mu").AsNumber(-INFINITE, INFINITE),
                             json.Required("sigma").AsNumber(0, INFINITE));
    }
    return word == "empirical" ? ReadEmpirical(json) : ReadHyperexponential(json, quantity);
}

} // namespace

Distribution::~Distribution() = default;

bool
Distribution::IsMemoryless() const
{
    return false;
}

double
Distribution::GetMean() const
{
    return GetLimitedMean(INFINITE);
}

std::shared_ptr<const Distribution>
Distribution::Read(const JsonValue& json, Quantity quantity, const std::string& kindKey)
{
    if (!json)
    {
        return MakeConstant(1);
    }
    if (json.IsString() && quantity == Quantity::BYTES &&
        !std::isdigit(static_cast<unsigned char>(json.AsString("0").front())))
    {
        return ReadPublished(json, std::nullopt);
    }
    try
    {
        return json.IsObject() ? ReadObject(json, quantity, kindKey)
                               : MakeConstant(ReadValue(json, quantity, 1));
    }
    catch (const ValueError& error)
    {
        json.Refuse(error.what(), error.GetExpected());
        return MakeConstant(1);
    }
}

std::shared_ptr<const Distribution>
MakeConstant(double value)
{
    return std::make_shared<Constant>(value);
}

std::shared_ptr<const Distribution>
MakeUniform(double min, double max)
{
    return std::make_shared<Uniform>(min, max);
}

std::shared_ptr<const Distribution>
MakeExponential(double mean)
{
    return std::make_shared<Exponential>(mean);
}

std::shared_ptr<const Distribution>
MakePareto(double scale, double shape, double bound)
{
    return std::make_shared<Pareto>(scale, shape, bound);
}

std::shared_ptr<const Distribution>
MakeLognormal(double mu, double sigma)
{
    return std::make_shared<Lognormal>(mu, sigma);
}

std::shared_ptr<const Distribution>
MakeHyperexponential(std::vector<HyperexponentialPhase> phases)
{
    return std::make_shared<Hyperexponential>(std::move(phases));
}

} // namespace ns3
