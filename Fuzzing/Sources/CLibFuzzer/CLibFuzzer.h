#pragma once
#include <stddef.h>
#include <stdint.h>

/// The driver of libFuzzer, for programs with a main function of their own.
int LLVMFuzzerRunDriver(int *count, char ***arguments, int (*test)(const uint8_t *bytes, size_t size));
