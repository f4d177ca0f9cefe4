/* powershell.exe for windows-test.sh: Wine has none that does anything. It shows no
 * message, but writes into C:\toasts.txt which one Windows would have been asked for,
 * its tag and its XML on a line; taking one away has no XML. It is in no package. */
#include <stdio.h>
#include <windows.h>

static void put(FILE *to, const wchar_t *name, char end)
{
	static wchar_t value[32768];
	static char text[4 * 32768];
	DWORD n = GetEnvironmentVariableW(name, value, 32768);
	int m = WideCharToMultiByte(CP_UTF8, 0, value, (int)n, text, sizeof text, NULL, NULL);
	fwrite(text, 1, (size_t)m, to);
	fputc(end, to);
}

int main(void)
{
	FILE *to = fopen("C:\\toasts.txt", "ab");
	if (!to)
		return 1;
	put(to, L"OFFHOOK_TOAST_TAG", '\t');
	put(to, L"OFFHOOK_TOAST_XML", '\n');
	return fclose(to) == 0 ? 0 : 1;
}
