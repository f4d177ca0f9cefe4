/* bcryptprimitives.dll for Wine before 9, which has none: Go asks for its
 * ProcessPrng when a program starts. windows-test.sh puts it where it is missing;
 * it is in no package. */
#include <windows.h>

BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length); /* RtlGenRandom */

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T length)
{
	return SystemFunction036(buffer, (ULONG)length);
}
