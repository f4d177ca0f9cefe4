package media

// Tables of ITU-T G.722. Differences are in units of the quantizer's step.
var (
	// lowLevels are the upper decision levels of the lower band (Q6).
	lowLevels = [29]int32{
		35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714,
		786, 858, 940, 1023, 1121, 1219, 1339, 1458, 1612, 1765, 1980, 2195, 2557, 2919,
	}
	// lowFine are the outputs for all six bits (QM6). The first four codes are
	// not sent.
	lowFine = [64]int32{
		-136, -136, -136, -136, -24808, -21904, -19008, -16704, -14984, -13512, -12280, -11192, -10232, -9360, -8576, -7856,
		-7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776, -2400, -2032, -1688, -1360, -1040, -728,
		24808, 21904, 19008, 16704, 14984, 13512, 12280, 11192, 10232, 9360, 8576, 7856, 7192, 6576, 6000, 5456,
		4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728, 432, 136, -432, -136,
	}
	// lowSteps are the outputs for the upper four bits (QM4), which alone feed
	// the predictor.
	lowSteps = [16]int32{
		0, -20456, -12896, -8968, -6288, -4240, -2584, -1200, 20456, 12896, 8968, 6288, 4240, 2584, 1200, 0,
	}
	// lowLogs change the step's logarithm by the same four bits (WL of RL42).
	lowLogs = [16]int32{-60, 3042, 1198, 538, 334, 172, 58, -30, 3042, 1198, 538, 334, 172, 58, -30, -60}
	// highSteps are the upper band's outputs (QM2), highLogs its steps' changes
	// (WH of RH2).
	highSteps = [4]int32{-7408, -1616, 7408, 1616}
	highLogs  = [4]int32{798, -214, 798, -214}
	// stepMantissa is 2048 times two to the power of i/32 (ILB).
	stepMantissa = [32]int32{
		2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834,
		2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008,
	}
)
