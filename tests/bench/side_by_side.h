#pragma once
// Times variants of one piece of work in turns, so that a noisy machine disturbs all of them alike, and
// prints the medians with their ratio to the last one (the reference).
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

namespace isotherm::bench {

struct Variant {
  std::string name;
  std::function<void()> run;
};

inline double time_ms(const std::function<void()>& run) {
  const auto start = std::chrono::steady_clock::now();
  run();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

// The processor time of this process, for machines on which others work too.
inline double cpu_time_ms(const std::function<void()>& run) {
  const std::clock_t start = std::clock();
  run();
  return static_cast<double>(std::clock() - start) * 1000 / CLOCKS_PER_SEC;
}

inline double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// Returns the medians in ms, in the order of `variants`.
inline std::vector<double> compare(const std::string& title, const std::vector<Variant>& variants,
                                   int rounds = 7,
                                   double (*measure)(const std::function<void()>&) = time_ms) {
  std::vector<std::vector<double>> times(variants.size());
  for (const Variant& variant : variants)
    variant.run();  // warm-up
  for (int round = 0; round < rounds; ++round) {
    for (size_t i = 0; i < variants.size(); ++i)
      times[i].push_back(measure(variants[i].run));
  }
  std::vector<double> medians;
  for (const auto& series : times)
    medians.push_back(median(series));
  std::printf("%s (median of %d)\n", title.c_str(), rounds);
  for (size_t i = 0; i < variants.size(); ++i) {
    std::printf("  %-44s %9.2f ms   x %.2f\n", variants[i].name.c_str(), medians[i],
                medians[i] / medians.back());
  }
  std::fflush(stdout);
  return medians;
}

}  // namespace isotherm::bench
