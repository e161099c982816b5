const WEIGHTS = [1, 3, 7, 1, 3, 7, 1, 3, 5];

/**
 * Whether the last digit of a business registration number (사업자등록번호) is the one that the others give. It finds a
 * mistyped number; it does not prove that the number was given out, so nothing is refused by it.
 * @param businessNumber ten digits
 */
export function hasCheckDigit(businessNumber: string): boolean {
  const digits = Array.from(businessNumber, Number);
  // The rule holds for nothing but zeros, and no office gave that number out.
  if (digits.every((digit) => digit === 0)) return false;
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * (digits[i] ?? 0), 0);
  const carried = Math.floor((5 * (digits[8] ?? 0)) / 10);
  return (10 - ((sum + carried) % 10)) % 10 === digits[9];
}
